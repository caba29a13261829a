/*
 * A signature drawn with finger, pen or mouse. Hands out the drawing as a picture when it is asked for; keeps it across a
 * turn of the phone.
 */
import { type Ref, useEffect, useImperativeHandle, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import Pad from "signature_pad";
import { Button } from "../ui/Button";

export interface SignatureHandle {
  /** The drawing as PNG; null while nothing is drawn. */
  readonly picture: () => Promise<Blob | null>;
}

export interface SignatureFieldProps {
  readonly ref: Ref<SignatureHandle>;
  readonly label: string;
  readonly onDrawn: (drawn: boolean) => void;
}

/** Dark on white in both themes: it is printed and kept. */
const INK = "#14213d";
const PAPER = "#ffffff";

export function SignatureField({ ref, label, onDrawn }: SignatureFieldProps) {
  const { t } = useTranslation();
  const canvas = useRef<HTMLCanvasElement>(null);
  const pad = useRef<Pad>(null);
  const [drawn, setDrawn] = useState(false);
  const report = useRef(onDrawn);
  report.current = onDrawn;

  useEffect(() => {
    const sheet = canvas.current;
    if (sheet === null) return;
    const made = new Pad(sheet, { penColor: INK, backgroundColor: PAPER });
    pad.current = made;
    const fit = () => {
      const strokes = made.toData();
      const ratio = Math.max(1, window.devicePixelRatio);
      sheet.width = sheet.offsetWidth * ratio;
      sheet.height = sheet.offsetHeight * ratio;
      sheet.getContext("2d")?.scale(ratio, ratio);
      made.clear();
      made.fromData(strokes);
    };
    const ended = () => {
      setDrawn(!made.isEmpty());
      report.current(!made.isEmpty());
    };
    fit();
    made.addEventListener("endStroke", ended);
    window.addEventListener("resize", fit);
    return () => {
      made.off();
      made.removeEventListener("endStroke", ended);
      window.removeEventListener("resize", fit);
      pad.current = null;
    };
  }, []);

  useImperativeHandle(ref, () => ({
    picture: async () => {
      if (pad.current === null || pad.current.isEmpty()) return null;
      return await new Promise((resolve) => {
        if (canvas.current === null) resolve(null);
        else canvas.current.toBlob(resolve, "image/png");
      });
    },
  }));

  return (
    <div className="flex flex-col gap-1">
      <p className="flex items-center justify-between text-sm font-medium text-ink-2">
        {label}
        <Button
          size="small"
          tone="quiet"
          isDisabled={!drawn}
          onPress={() => {
            pad.current?.clear();
            setDrawn(false);
            onDrawn(false);
          }}
        >
          {t("steps.sign.clear")}
        </Button>
      </p>
      <canvas
        ref={canvas}
        role="img"
        aria-label={label}
        className="h-36 w-full touch-none rounded-md border border-line-strong bg-white"
      />
    </div>
  );
}
