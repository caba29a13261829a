/*
 * Every file of a ticket as small pictures; one opens large, with the keys of a picture viewer. Adding more by kind,
 * taking away what the reader may.
 */
import { ChevronLeft, ChevronRight, FileText, Mic } from "lucide-react";
import { useEffect, useEffectEvent, useState } from "react";
import { Button as AriaButton } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { api } from "../../convex/_generated/api";
import type { Id } from "../../convex/_generated/dataModel";
import { FILE_KINDS, type FileKind } from "../../shared/records/files";
import { useFormat } from "../lib/useFormat";
import { useLive } from "../lib/useLive";
import { useWords } from "../lib/useWords";
import { PhotoField } from "../steps/PhotoField";
import { Bidi } from "../ui/Bidi";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { IconButton } from "../ui/IconButton";
import { Select } from "../ui/Select";
import { Skeleton } from "../ui/Skeleton";
import { RemoveFile } from "./RemoveFile";

export interface GalleryProps {
  readonly ticketId: Id<"tickets">;
  readonly zone: string;
  readonly mayAdd: boolean;
}

/** A signature is made in its own form. */
const ADDABLE = FILE_KINDS.filter((kind) => kind !== "signature" && kind !== "voice");

export function Gallery({ ticketId, zone, mayAdd }: GalleryProps) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const files = useLive(api.attachments.gallery, { ticketId });
  const [large, setLarge] = useState<string | null>(null);
  const [adding, setAdding] = useState(false);
  const [kind, setKind] = useState<FileKind>("before");
  const pictures = (files ?? []).filter((file) => file.format.startsWith("image/"));
  const others = (files ?? []).filter((file) => !file.format.startsWith("image/"));
  const index = pictures.findIndex((file) => file.attachmentId === large);
  const shown = pictures[index];
  const step = (by: number) => {
    const next = pictures[(index + by + pictures.length) % pictures.length];
    if (next) setLarge(next.attachmentId);
  };
  const turn = useEffectEvent(step);
  const viewing = shown !== undefined;
  useEffect(() => {
    if (!viewing) return;
    const pressed = (event: KeyboardEvent) => {
      const ahead = document.documentElement.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
      if (event.key === "ArrowLeft" || event.key === "ArrowRight") turn(event.key === ahead ? 1 : -1);
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, [viewing]);
  if (files === undefined) return <Skeleton className="h-24" />;
  return (
    <div className="flex flex-col gap-3">
      {files.length === 0 && <p className="text-sm text-ink-2">{t("ticket.gallery.empty")}</p>}
      {pictures.length > 0 && (
        <ul className="grid grid-cols-[repeat(auto-fill,minmax(5.5rem,1fr))] gap-2">
          {pictures.map((file) => (
            <li key={file.attachmentId}>
              <AriaButton
                onPress={() => setLarge(file.attachmentId)}
                className="block w-full cursor-default overflow-hidden rounded-md border border-line text-start data-hovered:border-ink-3 data-focus-visible:outline-2 data-focus-visible:outline-accent"
              >
                <img
                  src={file.thumbnailUrl ?? file.url ?? ""}
                  alt={file.caption === "" ? t(`steps.fileKinds.${file.kind}`) : file.caption}
                  loading="lazy"
                  className="aspect-square w-full bg-sunken object-cover"
                />
                <span className="block truncate px-1 py-0.5 text-2xs text-ink-2">
                  {t(`steps.fileKinds.${file.kind}`)}
                </span>
              </AriaButton>
            </li>
          ))}
        </ul>
      )}
      {others.length > 0 && (
        <ul className="flex flex-col gap-1 text-sm">
          {others.map((file) => (
            <li key={file.attachmentId} className="flex items-center gap-2">
              {file.kind === "voice" ? (
                <Mic aria-hidden className="size-4 shrink-0" />
              ) : (
                <FileText aria-hidden className="size-4 shrink-0" />
              )}
              <a
                href={file.url ?? undefined}
                target="_blank"
                rel="noreferrer"
                className="text-accent hover:underline"
              >
                {file.caption === "" ? t("ticket.gallery.document") : <bdi>{file.caption}</bdi>}
              </a>
              <span className="text-xs text-ink-3">{format.bytes(file.sizeBytes)}</span>
              {file.mayRemove && <RemoveFile file={file} zone={zone} onRemoved={() => undefined} />}
            </li>
          ))}
        </ul>
      )}
      {mayAdd &&
        (adding ? (
          <div className="flex flex-col gap-3 rounded-md border border-line p-3">
            <Select
              label={t("ticket.gallery.kind")}
              value={kind}
              onChange={setKind}
              options={ADDABLE.map((value) => ({ value, label: t(`steps.fileKinds.${value}`) }))}
            />
            <PhotoField
              key={kind}
              ticketId={ticketId}
              kind={kind}
              label={t(`steps.fileKinds.${kind}`)}
              wanted={0}
              zone={zone}
            />
          </div>
        ) : (
          <Button size="small" className="self-start" onPress={() => setAdding(true)}>
            {t("ticket.gallery.add")}
          </Button>
        ))}
      {shown !== undefined && (
        <Dialog
          open
          wide
          title={shown.caption === "" ? t(`steps.fileKinds.${shown.kind}`) : shown.caption}
          closeLabel={t("shell.close")}
          onClose={() => setLarge(null)}
        >
          <figure className="flex flex-col gap-2">
            <img
              src={shown.url ?? ""}
              alt={shown.caption === "" ? t(`steps.fileKinds.${shown.kind}`) : shown.caption}
              className="max-h-[65dvh] w-full object-contain"
            />
            <figcaption className="flex items-center gap-2 text-xs text-ink-2">
              <IconButton
                label={t("ticket.gallery.previous")}
                icon={<ChevronLeft aria-hidden className="size-5 rtl:-scale-x-100" />}
                isDisabled={pictures.length < 2}
                onPress={() => step(-1)}
              />
              <span className="min-w-0 flex-1 text-center">
                <Bidi>{words.name(shown.by.name)}</Bidi>
                {format.dateTime(shown.addedAt, zone)} ·{" "}
                {t("ticket.gallery.of", {
                  index: format.number(index + 1),
                  total: format.number(pictures.length),
                })}
                {shown.visibility === "internal" && ` · ${t("ticket.gallery.internal")}`}
              </span>
              <IconButton
                label={t("ticket.gallery.next")}
                icon={<ChevronRight aria-hidden className="size-5 rtl:-scale-x-100" />}
                isDisabled={pictures.length < 2}
                onPress={() => step(1)}
              />
            </figcaption>
          </figure>
          {shown.mayRemove && (
            <RemoveFile key={shown.attachmentId} file={shown} zone={zone} onRemoved={() => setLarge(null)} />
          )}
        </Dialog>
      )}
    </div>
  );
}
