/* Keys of the keyboard as they are printed on it. */
export function Kbd({ children }: { readonly children: string }) {
  return (
    <kbd
      dir="ltr"
      className="inline-block min-w-5 rounded-sm border border-line-strong bg-raised px-1 text-center font-sans text-2xs leading-5 text-ink-2"
    >
      {children}
    </kbd>
  );
}

/** Keys pressed together or beside each other: in the order of the keyboard, which no language turns round. */
export function Keys({ keys }: { readonly keys: readonly string[] }) {
  return (
    <span dir="ltr" className="inline-flex gap-1">
      {keys.map((key) => (
        <Kbd key={key}>{key}</Kbd>
      ))}
    </span>
  );
}
