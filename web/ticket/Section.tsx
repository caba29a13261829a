/* A part of a ticket that can be folded away. What is folded is not drawn and asks the deployment nothing. */
import { ChevronDown } from "lucide-react";
import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { Button } from "react-aria-components";

export interface SectionProps {
  readonly title: string;
  /** A number or a word beside the title. */
  readonly mark?: ReactNode;
  readonly open?: boolean;
  /** By which another part of the page finds it. */
  readonly name?: string;
  /** Set to a new value to open it, bring it into sight and go to its field. */
  readonly revealedAt?: number;
  readonly children: ReactNode;
}

export function Section({ title, mark, open = false, name, revealedAt, children }: SectionProps) {
  const [shown, setShown] = useState(open);
  const id = useId();
  const part = useRef<HTMLElement>(null);
  const wanted = useRef(false);
  useEffect(() => {
    if (revealedAt === undefined) return;
    wanted.current = true;
    setShown(true);
  }, [revealedAt]);
  // The field is drawn in the render after the one that opened the section.
  useEffect(() => {
    if (!wanted.current || !shown) return;
    wanted.current = false;
    part.current?.scrollIntoView?.({ block: "nearest" });
    part.current?.querySelector<HTMLElement>("textarea, input")?.focus();
  });
  return (
    <section ref={part} aria-labelledby={id} data-section={name} className="border-b border-line">
      <h3>
        <Button
          id={id}
          aria-expanded={shown}
          onPress={() => setShown(!shown)}
          className="flex min-h-10 max-md:min-h-12 w-full cursor-default items-center gap-2 px-3 text-start text-sm font-semibold data-hovered:bg-sunken data-focus-visible:-outline-offset-2"
        >
          <span className="min-w-0 flex-1">{title}</span>
          {mark}
          <ChevronDown
            aria-hidden
            className={`size-4 text-ink-3 transition-transform duration-(--quick) ${shown ? "rotate-180" : ""}`}
          />
        </Button>
      </h3>
      {shown && <div className="px-3 pb-3">{children}</div>}
    </section>
  );
}
