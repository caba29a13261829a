/* Pictures of what is wrong, chosen before the request is sent and shown as they are [C-01]; at most five. */
import { Camera, X } from "lucide-react";
import { useEffect, useMemo } from "react";
import { FileTrigger } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { FILE_RULES } from "../../../shared/records/files";
import { useFormat } from "../../lib/useFormat";
import { Button } from "../../ui/Button";
import { IconButton } from "../../ui/IconButton";

export interface ChosenPicturesProps {
  readonly pictures: readonly File[];
  readonly onChange: (pictures: readonly File[]) => void;
}

const MOST = 5;

export function ChosenPictures({ pictures, onChange }: ChosenPicturesProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const shown = useMemo(() => pictures.map((file) => ({ file, url: URL.createObjectURL(file) })), [pictures]);
  useEffect(() => () => shown.forEach(({ url }) => URL.revokeObjectURL(url)), [shown]);
  return (
    <section aria-label={t("request.pictures.label")} className="flex flex-col gap-2">
      <p className="text-sm font-medium text-ink-2">{t("request.pictures.label")}</p>
      {shown.length > 0 && (
        <ul className="flex flex-wrap gap-2">
          {shown.map(({ file, url }, index) => (
            <li key={url} className="relative">
              <img
                src={url}
                alt={t("request.pictures.one", { number: format.number(index + 1) })}
                className="size-24 rounded-md border border-line object-cover"
              />
              <span className="absolute end-1 top-1 rounded-md bg-raised">
                <IconButton
                  size="small"
                  label={t("request.pictures.remove", { number: format.number(index + 1) })}
                  icon={<X aria-hidden className="size-4" />}
                  onPress={() => onChange(pictures.filter((one) => one !== file))}
                />
              </span>
            </li>
          ))}
        </ul>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <FileTrigger
          acceptedFileTypes={[...FILE_RULES.device.formats]}
          allowsMultiple
          onSelect={(list) => onChange([...pictures, ...(list ?? [])].slice(0, MOST))}
        >
          <Button
            size="phone"
            isDisabled={pictures.length >= MOST}
            icon={<Camera aria-hidden className="size-5" />}
          >
            {t("request.pictures.add")}
          </Button>
        </FileTrigger>
        <p className="min-w-0 flex-1 text-sm text-ink-3">
          {t("request.pictures.hint", { most: format.number(MOST) })}
        </p>
      </div>
    </section>
  );
}
