import { CopyButton } from './copy-button.tsx';

/** A command or a fingerprint, with a button that copies it. */
export function CodeBlock({ text, label }: { text: string; label: string }) {
  return (
    <div style={{ position: 'relative' }}>
      <pre className="code-block mono">
        <code>{text}</code>
      </pre>
      <span style={{ position: 'absolute', top: 5, right: 6 }}>
        <CopyButton text={text} label={label} />
      </span>
    </div>
  );
}
