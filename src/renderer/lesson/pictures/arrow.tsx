import type { Tone } from './box.tsx';
import classes from './picture.module.css';

interface Props {
  /** Corners of the way, at least two. */
  points: readonly (readonly [number, number])[];
  tone: Exclude<Tone, 'node'>;
  ends?: 'none' | 'one' | 'both';
  dashed?: boolean;
  label?: string;
  /** Where the label stands, where the middle of the way is not the place. */
  at?: readonly [number, number];
}

const headLength = 9;
const headHalf = 5;

export function Arrow({ points, tone, ends = 'one', dashed, label, at }: Props) {
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last) return null;
  const [x, y] = at ?? [(first[0] + last[0]) / 2, (first[1] + last[1]) / 2 - 7];
  return (
    <g>
      <polyline
        className={classes.line}
        data-tone={tone}
        data-dashed={dashed || undefined}
        points={points.map((point) => point.join(',')).join(' ')}
      />
      {ends !== 'none' && <Head tip={last} from={points.at(-2) ?? first} tone={tone} />}
      {ends === 'both' && <Head tip={first} from={points[1] ?? last} tone={tone} />}
      {label && (
        <text className={classes.label} x={x} y={y} textAnchor="middle" fontSize={12}>
          {label}
        </text>
      )}
    </g>
  );
}

function Head({ tip, from, tone }: { tip: readonly [number, number]; from: readonly [number, number]; tone: string }) {
  const angle = (Math.atan2(tip[1] - from[1], tip[0] - from[0]) * 180) / Math.PI;
  return (
    <path
      className={classes.head}
      data-tone={tone}
      d={`M2 0L${-headLength} ${-headHalf}V${headHalf}z`}
      transform={`translate(${tip[0]} ${tip[1]}) rotate(${angle})`}
    />
  );
}
