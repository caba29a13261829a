/* A modal sheet with a title, a body and a row of actions. Escape and the scrim close it unless `busy`. */
import { X } from "lucide-react";
import { type ReactNode, useLayoutEffect, useRef, useState } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { IconButton } from "./IconButton";

export interface DialogProps {
  readonly title: string;
  readonly closeLabel: string;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly busy?: boolean;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
  readonly wide?: boolean;
}

export function Dialog({
  title,
  closeLabel,
  open,
  onClose,
  busy = false,
  children,
  actions,
  wide,
}: DialogProps) {
  return (
    <ModalOverlay
      isOpen={open}
      isDismissable={!busy}
      isKeyboardDismissDisabled={busy}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      className="fixed inset-0 z-50 grid place-items-center bg-scrim p-4"
    >
      <Modal
        className={`w-full ${wide === true ? "max-w-2xl" : "max-w-md"} rounded-lg border border-line bg-paper shadow-lift`}
      >
        <AriaDialog className="flex max-h-[85dvh] flex-col outline-none">
          <header className="flex items-center gap-2 border-b border-line ps-4 pe-2 py-2">
            <Heading slot="title" className="min-w-0 flex-1 text-lg font-semibold">
              {title}
            </Heading>
            <IconButton
              label={closeLabel}
              icon={<X aria-hidden className="size-4" />}
              isDisabled={busy}
              onPress={onClose}
            />
          </header>
          <DialogBody>{children}</DialogBody>
          {actions !== undefined && (
            <footer className="flex flex-wrap justify-end gap-2 border-t border-line p-3">{actions}</footer>
          )}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

/** Nothing else in it takes the focus: then the arrows have to scroll it. */
const FOCUSABLE = "a[href], button, input, select, textarea, [tabindex]";

function DialogBody({ children }: { readonly children: ReactNode }) {
  const body = useRef<HTMLDivElement>(null);
  const [isStop, setIsStop] = useState(false);
  useLayoutEffect(() => {
    const { current } = body;
    if (current === null) return;
    const look = () =>
      setIsStop(current.scrollHeight > current.clientHeight && current.querySelector(FOCUSABLE) === null);
    look();
    const sizes = new ResizeObserver(look);
    sizes.observe(current);
    return () => sizes.disconnect();
  }, []);
  return (
    <div ref={body} {...(isStop ? { tabIndex: 0 } : {})} className="min-h-0 flex-1 overflow-auto p-4">
      {children}
    </div>
  );
}
