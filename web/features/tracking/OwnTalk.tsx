/* The customer writes to the company and reads its answers; pictures go along [C-03]. */
import { usePaginatedQuery } from "convex-helpers/react/cache/hooks";
import { useAction, useMutation } from "convex/react";
import { ImagePlus, SendHorizontal, X } from "lucide-react";
import { useEffect, useState } from "react";
import { FileTrigger } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import { FILE_RULES } from "../../../shared/records/files";
import { useFormat } from "../../lib/useFormat";
import { useLive } from "../../lib/useLive";
import { useSeen } from "../../lib/useSeen";
import { useWords } from "../../lib/useWords";
import { prepareFile } from "../../steps/pictures";
import { upload } from "../../steps/upload";
import { useChange } from "../../steps/useChange";
import { Button } from "../../ui/Button";
import { IconButton } from "../../ui/IconButton";
import { TextField } from "../../ui/TextField";
import { TALK_ANCHOR } from "./TalkMark";

export interface OwnTalkProps {
  readonly token: string;
  readonly zone: string;
}

const PAGE = 20;
const MAX_LENGTH = 2_000;

export function OwnTalk({ token, zone }: OwnTalkProps) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const { results, status, loadMore } = usePaginatedQuery(
    api.conversation.customerList,
    { token },
    { initialNumItems: PAGE },
  );
  const files = useLive(api.attachments.customerGallery, { token });
  const say = useMutation(api.conversation.customerSend);
  const uploadUrl = useMutation(api.attachments.customerUploadUrl);
  const add = useAction(api.attachments.customerAdd);
  const remove = useMutation(api.attachments.customerRemove);
  const read = useMutation(api.conversation.customerRead);
  const change = useChange(zone);
  const [body, setBody] = useState("");
  const { ref, seen } = useSeen();
  const newest = results[0];
  const newestAt = newest !== undefined && newest.side === "staff" ? newest.at : null;
  useEffect(() => {
    if (newestAt === null || !seen) return;
    read({ token, throughAt: newestAt }).catch(() => {
      // Only the mark "read" is lost; the next look sets it again.
    });
  }, [newestAt, seen, read, token]);
  const pictures =
    files?.filter((file) => file.format.startsWith("image/") && file.kind !== "signature") ?? [];
  const send = async () => {
    const done = await change.run(() => say({ token, body: body.trim(), operationId: crypto.randomUUID() }));
    if (done) setBody("");
  };
  const attach = (list: FileList | null) =>
    change.run(async () => {
      for (const original of list ?? []) {
        const { file, thumbnail } = await prepareFile(original);
        const put = async (one: Blob) => upload(await uploadUrl({ token }), one);
        await add({
          token,
          kind: "other",
          storageId: await put(file),
          thumbnailId: thumbnail === null ? null : await put(thumbnail),
          caption: "",
          visibility: "customer",
          operationId: crypto.randomUUID(),
        });
      }
    });
  return (
    <section
      id={TALK_ANCHOR}
      aria-labelledby="talk-title"
      className="grid scroll-mt-4 gap-3 rounded-lg border border-line bg-paper p-4"
    >
      <h2 id="talk-title" className="text-lg font-semibold">
        {t("desk.talk.title")}
      </h2>
      {status === "CanLoadMore" && (
        <Button tone="quiet" onPress={() => loadMore(PAGE)}>
          {t("ticket.conversation.older")}
        </Button>
      )}
      {results.length > 0 && (
        <ol className="grid gap-2" aria-live="polite">
          {[...results].reverse().map((message) => (
            <li
              key={message.messageId}
              ref={message === newest ? ref : undefined}
              className={`max-w-[85%] rounded-md px-3 py-2 ${
                message.side === "customer"
                  ? "justify-self-end bg-accent-soft"
                  : "justify-self-start bg-sunken"
              }`}
            >
              <p className="text-xs text-ink-2">
                {message.side === "customer" ? (
                  t("ticket.conversation.you")
                ) : (
                  <bdi>{words.name(message.by.name)}</bdi>
                )}{" "}
                · {format.dateTime(message.at, zone)}
              </p>
              <p className="break-words whitespace-pre-wrap" dir="auto">
                {message.body}
              </p>
            </li>
          ))}
        </ol>
      )}
      {pictures.length > 0 && (
        <ul className="flex flex-wrap gap-2">
          {pictures.map((file) => (
            <li key={file.attachmentId} className="relative">
              <a href={file.url ?? undefined} target="_blank" rel="noreferrer">
                <img
                  src={file.thumbnailUrl ?? file.url ?? ""}
                  alt={t(`steps.fileKinds.${file.kind}`)}
                  loading="lazy"
                  className="size-24 rounded-md border border-line object-cover"
                />
              </a>
              {file.mayRemove && (
                <span className="absolute end-1 top-1 rounded-md bg-raised">
                  <IconButton
                    size="small"
                    label={t("steps.photos.remove")}
                    icon={<X aria-hidden className="size-4" />}
                    isDisabled={change.busy}
                    onPress={() => void change.run(() => remove({ token, attachmentId: file.attachmentId }))}
                  />
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
      <form
        className="grid gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (body.trim() !== "") void send();
        }}
      >
        <TextField
          multiline
          size="phone"
          label={t("ticket.conversation.message")}
          value={body}
          onChange={setBody}
          maxLength={MAX_LENGTH}
        />
        <div className="flex flex-wrap gap-2">
          <Button
            type="submit"
            size="phone"
            tone="primary"
            isDisabled={body.trim() === ""}
            isPending={change.busy}
            icon={<SendHorizontal aria-hidden className="size-5 rtl:-scale-x-100" />}
          >
            {t("ticket.conversation.send")}
          </Button>
          <FileTrigger
            acceptedFileTypes={[...FILE_RULES.other.formats]}
            allowsMultiple
            onSelect={(list) => void attach(list)}
          >
            <Button size="phone" isDisabled={change.busy} icon={<ImagePlus aria-hidden className="size-5" />}>
              {t("desk.talk.pictures")}
            </Button>
          </FileTrigger>
        </div>
      </form>
    </section>
  );
}
