import type { Branch } from '../../../shared/picture/tree.ts';
import classes from './tree.module.css';

interface Props {
  branches: readonly Branch[];
  label?: string;
  chosen: string | undefined;
  onChoose: (id: string) => void;
}

/** The same as the picture, in words: each thing a button, and what is in it below. */
export function TreeView({ branches, label, chosen, onChoose }: Props) {
  return (
    <ul className={label ? classes.tree : undefined} aria-label={label}>
      {branches.map(({ thing, text, flow, branches: inner }) => (
        <li key={thing.id}>
          <button
            type="button"
            className={classes.branch}
            aria-current={thing.id === chosen || undefined}
            data-others={thing.isOthers || undefined}
            onClick={() => onChoose(thing.id)}
          >
            {text}
          </button>
          {flow !== undefined && <span className={classes.flow}>{flow}</span>}
          {inner.length > 0 && <TreeView branches={inner} chosen={chosen} onChoose={onChoose} />}
        </li>
      ))}
    </ul>
  );
}
