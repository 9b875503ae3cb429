import type { Tone } from './box.tsx';
import classes from './picture.module.css';

type Point = readonly [x: number, y: number];

interface Props {
  from: Point;
  to: Point;
  /** Corners between the two, none where the way is straight. */
  via?: readonly Point[];
  tone: Exclude<Tone, 'node'>;
  ends?: 'none' | 'one' | 'both';
  dashed?: boolean;
  label?: string;
  /** Where the label stands, where the middle of the way is not the place. */
  at?: Point;
}

const headLength = 9;
const headHalf = 5;

export function Arrow({ from, to, via = [], tone, ends = 'one', dashed, label, at }: Props) {
  const [x, y] = at ?? [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2 - 7];
  return (
    <g>
      <polyline
        className={classes.line}
        data-tone={tone}
        data-dashed={dashed || undefined}
        points={[from, ...via, to].map((point) => point.join(',')).join(' ')}
      />
      {ends !== 'none' && <Head tip={to} from={via.at(-1) ?? from} tone={tone} />}
      {ends === 'both' && <Head tip={from} from={via[0] ?? to} tone={tone} />}
      {label && (
        <text className={classes.label} x={x} y={y} textAnchor="middle" fontSize={12}>
          {label}
        </text>
      )}
    </g>
  );
}

function Head({ tip, from, tone }: { tip: Point; from: Point; tone: string }) {
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
