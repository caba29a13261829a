/*
 * Pictures of one kind on a ticket: what is there, how many are wanted, taking more with the camera or from the device.
 * Each is sent as soon as it is chosen; one that did not arrive says so and can be sent again.
 */
import { Camera, ImagePlus, RotateCw, X } from "lucide-react";
import { useRef, useState } from "react";
import { FileTrigger } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { useMutation } from "convex/react";
import { api } from "../../convex/_generated/api";
import type { Id } from "../../convex/_generated/dataModel";
import { FILE_RULES, type FileKind } from "../../shared/records/files";
import { presentError } from "../lib/presentError";
import { useFormat } from "../lib/useFormat";
import { useLive } from "../lib/useLive";
import { useWords } from "../lib/useWords";
import { Button } from "../ui/Button";
import { IconButton } from "../ui/IconButton";
import { useAttach } from "./useAttach";
import { useChange } from "./useChange";

export interface PhotoFieldProps {
  readonly ticketId: Id<"tickets">;
  readonly kind: FileKind;
  /** Kinds that count as well, e.g. a serial number during an inspection. */
  readonly counts?: readonly FileKind[];
  readonly label: string;
  /** How many there must be; 0 when they are welcome but not needed. */
  readonly wanted: number;
  readonly zone: string;
  readonly size?: "desk" | "phone";
}

interface Sending {
  readonly id: string;
  readonly file: File;
  /** Why it did not arrive; null while it is on its way. */
  readonly failed: string | null;
}

const TILE = "relative size-20 shrink-0 overflow-hidden rounded-md border border-line-strong bg-sunken";

export function PhotoField({
  ticketId,
  kind,
  counts = [kind],
  label,
  wanted,
  zone,
  size = "desk",
}: PhotoFieldProps) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const files = useLive(api.attachments.gallery, { ticketId });
  const attach = useAttach(ticketId);
  const remove = useMutation(api.attachments.remove);
  const change = useChange(zone);
  const [sending, setSending] = useState<readonly Sending[]>([]);
  const sent = useRef(0);
  const shown = (files ?? []).filter((file) => counts.includes(file.kind));
  const buttonSize = size === "phone" ? "phone" : "medium";
  const formats = FILE_RULES[kind].formats;

  const send = async (one: Sending) => {
    try {
      await attach(kind, one.file);
      setSending((all) => all.filter((other) => other.id !== one.id));
    } catch (thrown) {
      const { title } = presentError(thrown, t, words, format, zone);
      setSending((all) => all.map((other) => (other.id === one.id ? { ...other, failed: title } : other)));
    }
  };
  const choose = (list: FileList | null) => {
    const chosen = [...(list ?? [])].map(
      (file): Sending => ({ id: String((sent.current += 1)), file, failed: null }),
    );
    setSending((all) => [...all, ...chosen]);
    for (const one of chosen) void send(one);
  };
  const again = (one: Sending) => {
    setSending((all) => all.map((other) => (other.id === one.id ? { ...other, failed: null } : other)));
    void send({ ...one, failed: null });
  };

  return (
    <fieldset className="flex min-w-0 flex-col gap-2" aria-label={label}>
      <p className="flex items-baseline justify-between gap-2 text-sm font-medium text-ink-2">
        {label}
        <output className="font-normal">
          {wanted > 0
            ? t("steps.photos.of", {
                present: format.number(shown.length),
                wanted: format.number(wanted),
              })
            : format.number(shown.length)}
        </output>
      </p>
      {(shown.length > 0 || sending.length > 0) && (
        <ul className="flex flex-wrap gap-2">
          {shown.map((file) => (
            <li key={file.attachmentId} className={TILE}>
              {file.url !== null && (
                <img
                  src={file.thumbnailUrl ?? file.url}
                  alt={file.caption === "" ? t(`steps.fileKinds.${file.kind}`) : file.caption}
                  className="size-full object-cover"
                />
              )}
              {file.mayRemove && (
                <span className="absolute end-0.5 top-0.5 rounded-sm bg-paper">
                  <IconButton
                    size="small"
                    label={t("steps.photos.remove")}
                    icon={<X aria-hidden className="size-4" />}
                    isDisabled={change.busy}
                    onPress={() => void change.run(() => remove({ attachmentId: file.attachmentId }))}
                  />
                </span>
              )}
            </li>
          ))}
          {sending.map((one) => (
            <li key={one.id} className={TILE} aria-busy={one.failed === null}>
              {one.failed === null ? (
                <span className="grid size-full animate-pulse place-items-center p-1 text-center text-2xs text-ink-2">
                  {t("steps.photos.sending")}
                </span>
              ) : (
                <span className="grid size-full place-items-center gap-0.5 bg-urgent-soft p-1 text-center text-2xs text-urgent-ink">
                  <span role="alert">{one.failed}</span>
                  <IconButton
                    size="small"
                    label={t("steps.photos.again")}
                    icon={<RotateCw aria-hidden className="size-4" />}
                    onPress={() => again(one)}
                  />
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
      <div className="flex flex-wrap gap-2">
        {size === "phone" && (
          <FileTrigger acceptedFileTypes={["image/*"]} defaultCamera="environment" onSelect={choose}>
            <Button size={buttonSize} className="flex-1" icon={<Camera aria-hidden className="size-5" />}>
              {t("steps.photos.take")}
            </Button>
          </FileTrigger>
        )}
        <FileTrigger acceptedFileTypes={[...formats]} allowsMultiple onSelect={choose}>
          <Button
            size={buttonSize}
            className={size === "phone" ? "flex-1" : ""}
            icon={<ImagePlus aria-hidden className="size-4" />}
          >
            {t("steps.photos.choose")}
          </Button>
        </FileTrigger>
      </div>
    </fieldset>
  );
}
