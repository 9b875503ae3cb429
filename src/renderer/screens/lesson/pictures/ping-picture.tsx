import { spoken } from '../../../../shared/texts/text.ts';
import { Arrow } from './arrow.tsx';
import { Box } from './box.tsx';
import { Nodes } from './nodes.tsx';
import { Picture } from './picture.tsx';
import type { PictureProps } from './picture-props.ts';
import { twoNodes } from './two-nodes.ts';

export default function PingPicture(props: PictureProps) {
  const words = spoken.pictures;
  const stages = [
    { lines: ['eth0', words.inWorker], tone: 'plain' },
    { lines: ['br0', words.aSwitch], tone: 'overlay' },
    { lines: ['vxlan0', words.wraps], tone: 'overlay' },
  ] as const;
  const nodes = twoNodes(props);
  return (
    <Picture
      title={words.pingTitle}
      text={words.pingText({ from: nodes[0].address, to: nodes[1].address, two: nodes[1].name })}
      height={300}
    >
      <Nodes nodes={nodes} y={8} width={210} height={284} lines={({ name, index }) => [`${name}: worker-${index + 1}`]}>
        {({ x, index, address }) => (
          <>
            {stages.map(({ lines, tone }, row) => (
              <Box key={lines[0]} x={x + 25} y={38 + row * 66} width={160} height={44} tone={tone} lines={lines} />
            ))}
            <Box x={x + 25} y={238} width={160} height={44} tone="underlay" lines={[words.networkCard, address]} />
            {[82, 148, 214].map((y) => (
              <Arrow
                key={y}
                from={[x + 105, index === 0 ? y : y + 24]}
                to={[x + 105, index === 0 ? y + 20 : y + 4]}
                tone={y === 214 ? 'underlay' : 'overlay'}
              />
            ))}
          </>
        )}
      </Nodes>
      <Arrow from={[206, 260]} to={[430, 260]} tone="underlay" label="UDP 4789" at={[320, 250]} />
      <Arrow from={[206, 60]} to={[430, 60]} tone="overlay" dashed label={words.workersSee} at={[320, 50]} />
    </Picture>
  );
}
