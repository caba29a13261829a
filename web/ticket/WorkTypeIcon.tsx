/* What is to be repaired, at a glance [S-22]; the words stand elsewhere, so it is drawn for the eye alone. */
import {
  AirVent,
  Bike,
  Car,
  ClipboardCheck,
  CookingPot,
  Droplets,
  type LucideIcon,
  MessagesSquare,
  Plug,
  Refrigerator,
  Utensils,
  WashingMachine,
  Wrench,
} from "lucide-react";
import { isWorkType, type WorkType } from "../../shared/catalogue/workTypes";

const ICONS: Record<WorkType, LucideIcon> = {
  ac_repair: AirVent,
  fridge_repair: Refrigerator,
  washer_repair: WashingMachine,
  oven_repair: CookingPot,
  dishwasher_repair: Utensils,
  plumbing: Droplets,
  electrical: Plug,
  site_inspection: ClipboardCheck,
  car_diagnosis: Car,
  car_service: Car,
  car_battery: Car,
  car_workshop: Car,
  motorbike_service: Bike,
  motorbike_pickup: Bike,
  consultation_online: MessagesSquare,
  consultation_office: MessagesSquare,
};

export function WorkTypeIcon({ code, className }: { readonly code: string; readonly className?: string }) {
  const Icon = isWorkType(code) ? ICONS[code] : Wrench;
  return <Icon aria-hidden className={className} />;
}
