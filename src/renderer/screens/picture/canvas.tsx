import '@xyflow/react/dist/base.css';
import { useComputedColorScheme } from '@mantine/core';
import {
  BaseEdge,
  Controls,
  type Edge,
  EdgeLabelRenderer,
  type EdgeProps,
  Handle,
  type Node,
  type NodeProps,
  Position,
  ReactFlow,
  useReactFlow,
  useStore,
} from '@xyflow/react';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Picture, Thing } from '../../../shared/picture/picture.ts';
import { textOf } from '../../../shared/picture/tree.ts';
import type { Layout, Way } from './layout.ts';
import type { Placed } from './layout-column.ts';
import classes from './picture.module.css';
import { subtitleOf, titleOf } from './words.ts';

type BoxNode = Node<{ placed: Placed; isChosen: boolean; isMeant: boolean }, 'thing'>;
type WayEdge = Edge<{ way: Way }, 'way'>;

interface Props {
  picture: Picture;
  layout: Layout;
  chosen: string | undefined;
  onChoose: (id: string) => void;
  /** What stands out. */
  isAbout?: (thing: Thing) => boolean;
  /** In a text that is scrolled, where the wheel is the text's. */
  isBesideText?: boolean;
}

/** The picture to be moved about in; each thing is a button at its place. */
export function Canvas({ picture, layout, chosen, onChoose, isAbout, isBesideText = false }: Props) {
  const { t } = useTranslation();
  const scheme = useComputedColorScheme('light');
  const nodes = useMemo(
    () =>
      layout.placed.map((placed): BoxNode => {
        const { thing, shape, x, y, w, h } = placed;
        const isOfSeveral = shape === 'panel' || shape === 'box';
        return {
          ...{ id: thing.id, type: 'thing', position: { x, y }, width: w, height: h },
          data: { placed, isChosen: thing.id === chosen, isMeant: isAbout?.(thing) ?? false },
          zIndex: shape === 'panel' ? 0 : isOfSeveral ? 1 : 3,
          ariaRole: 'button',
          ariaLabel: textOf(picture, thing),
        };
      }),
    [layout, chosen, picture, isAbout],
  );
  const edges = useMemo(
    () =>
      layout.ways.map(
        (way): WayEdge => ({
          ...{ id: way.tie.id, source: way.tie.from, target: way.tie.to, type: 'way', data: { way } },
          zIndex: 2,
          focusable: false,
        }),
      ),
    [layout.ways],
  );
  return (
    <ReactFlow
      nodes={nodes}
      edges={edges}
      nodeTypes={nodeTypes}
      edgeTypes={edgeTypes}
      colorMode={scheme}
      nodesDraggable={false}
      nodesConnectable={false}
      edgesFocusable={false}
      elevateNodesOnSelect={false}
      deleteKeyCode={null}
      zoomOnScroll={!isBesideText}
      preventScrolling={!isBesideText}
      minZoom={0.15}
      maxZoom={2}
      fitView
      fitViewOptions={fitting}
      onNodesChange={(changes) => {
        for (const one of changes) if (one.type === 'select' && one.selected) onChoose(one.id);
      }}
      proOptions={{ hideAttribution: true }}
      aria-label={t('picture.canvas')}
      ariaLabelConfig={{
        'node.a11yDescription.default': t('picture.howToChoose'),
        'node.a11yDescription.keyboardDisabled': t('picture.howToChoose'),
        'controls.ariaLabel': t('picture.controls'),
        'controls.zoomIn.ariaLabel': t('picture.zoomIn'),
        'controls.zoomOut.ariaLabel': t('picture.zoomOut'),
        'controls.fitView.ariaLabel': t('picture.fit'),
      }}
    >
      <Controls showInteractive={false} fitViewOptions={fitting} />
      <FitWhenGrown size={`${layout.width} ${layout.height}`} />
    </ReactFlow>
  );
}

/** Smaller than this nobody could read it: what does not fit is beside the view. */
const fitting = { padding: 0.03, minZoom: 0.5, maxZoom: 1.25 };

/** What comes or goes may make it larger, and a window changes its size. */
function FitWhenGrown({ size }: { size: string }) {
  const { fitView } = useReactFlow();
  const view = useStore(({ width, height }) => `${width} ${height}`);
  // biome-ignore lint/correctness/useExhaustiveDependencies: with another size it is fitted again
  useEffect(() => void fitView(fitting), [size, view, fitView]);
  return null;
}

function ThingBox({ data: { placed, isChosen, isMeant } }: NodeProps<BoxNode>) {
  const { thing, shape } = placed;
  const subtitle = subtitleOf(thing);
  return (
    <div
      className={classes.thing}
      data-shape={shape}
      data-kind={thing.kind}
      data-state={thing.state}
      data-others={thing.isOthers || undefined}
      data-chosen={isChosen || undefined}
      data-meant={isMeant || undefined}
    >
      <Handle type="target" position={Position.Top} className={classes.handle} isConnectable={false} />
      <span className={classes.name}>{titleOf(thing)}</span>
      {subtitle && <span className={classes.more}>{subtitle}</span>}
      <Handle type="source" position={Position.Bottom} className={classes.handle} isConnectable={false} />
    </div>
  );
}

function WayLine({ id, data }: EdgeProps<WayEdge>) {
  if (!data) return null;
  const { tie, path, label } = data.way;
  return (
    <>
      <BaseEdge
        id={id}
        path={path}
        className={classes.way}
        data-kind={tie.kind}
        data-up={tie.isUp || undefined}
        data-others={tie.isOthers || undefined}
      />
      {label && (
        <EdgeLabelRenderer>
          <span
            className={classes.label}
            style={{ transform: `translate(-50%, -50%) translate(${label.x}px, ${label.y}px)` }}
          >
            {label.text && label.flow !== undefined ? `${label.text} · ` : label.text}
            {label.flow !== undefined && (
              // Read out it would never end; the same is in the tree.
              <span className={classes.flow} aria-hidden>
                {label.flow}
              </span>
            )}
          </span>
        </EdgeLabelRenderer>
      )}
    </>
  );
}

const nodeTypes = { thing: ThingBox };
const edgeTypes = { way: WayLine };
