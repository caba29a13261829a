/* A key of the keyboard as it is printed on it. */
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
