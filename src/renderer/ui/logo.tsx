/** Two nodes on the underlay, and the tunnel above them. */
export function Logo({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 64 64" aria-hidden="true" focusable="false" style={{ flexShrink: 0 }}>
      <rect width="64" height="64" rx="14" fill="#4c3fb5" />
      <path d="M12 45h40" stroke="#67d5e8" strokeWidth="4" strokeLinecap="round" />
      <rect x="12" y="37" width="14" height="16" rx="3" fill="#fff" />
      <rect x="38" y="37" width="14" height="16" rx="3" fill="#fff" />
      <path
        d="M19 33v-6a8 8 0 0 1 8-8h10a8 8 0 0 1 8 8v6"
        fill="none"
        stroke="#ffd166"
        strokeWidth="5"
        strokeLinecap="round"
      />
      <circle cx="32" cy="19" r="5" fill="#ffd166" />
    </svg>
  );
}
