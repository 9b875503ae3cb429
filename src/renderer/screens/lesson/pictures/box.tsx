import classes from './picture.module.css';

export type Tone = 'node' | 'plain' | 'overlay' | 'underlay' | 'store';

interface Props {
  x: number;
  y: number;
  width: number;
  height: number;
  tone?: Tone;
  /** The first line is bold. */
  lines?: readonly string[];
  /** Text at the top instead of in the middle: for boxes with others in them. */
  top?: boolean;
}

const lineHeight = 16;

export function Box({ x, y, width, height, tone = 'plain', lines = [], top = false }: Props) {
  const first = top ? y + 20 : y + height / 2 + 5 - ((lines.length - 1) * lineHeight) / 2;
  return (
    <g>
      <rect className={classes.box} data-tone={tone} x={x} y={y} width={width} height={height} rx={8} />
      {lines.map((line, index) => (
        <text
          key={line}
          x={x + width / 2}
          y={first + index * lineHeight}
          textAnchor="middle"
          fontWeight={index === 0 ? 650 : 400}
          fontSize={index === 0 ? 13.5 : 12}
        >
          {line}
        </text>
      ))}
    </g>
  );
}
