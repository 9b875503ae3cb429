import type { ReactNode } from 'react';

/** A word in a frame, in one of the app's own colours. */
export function Tag({ tone, children }: { tone: 'overlay' | 'underlay'; children: ReactNode }) {
  return (
    <span
      style={{
        padding: '0 8px',
        border: '1px solid currentColor',
        borderRadius: 20,
        color: `var(--lab-${tone})`,
        fontSize: 12,
        fontWeight: 600,
      }}
    >
      {children}
    </span>
  );
}
