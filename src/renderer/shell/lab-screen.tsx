import { Center, Loader } from '@mantine/core';
import { lazy } from 'react';
import type { LabCard } from '../../shared/wire/lab-card.ts';
import type { Screen } from '../state/route.ts';

const screens = {
  lesson: lazy(() => import('../screens/lesson/lesson-screen.tsx')),
  terminals: lazy(() => import('../screens/terminals/terminals-screen.tsx')),
  results: lazy(() => import('../screens/results/results-screen.tsx')),
  reset: lazy(() => import('../screens/reset/reset-screen.tsx')),
  follow: lazy(() => import('../screens/follow/follow-screen.tsx')),
  picture: lazy(() => import('../screens/picture/picture-screen.tsx')),
  drills: lazy(() => import('../screens/drills/drills-screen.tsx')),
} satisfies Partial<Record<Screen, unknown>>;
type OfLab = keyof typeof screens;

/** Screens that are about one lab, in the order of the rail. */
export const screensOfLab = Object.keys(screens) as OfLab[];

interface Shown {
  screen: OfLab;
  card: LabCard;
  /** Of the lesson. */
  part?: string | undefined;
}

/** One of them. Another lab's begins from its own beginning. */
export function LabScreen({ screen, card, part }: Shown) {
  const { lesson: Lesson, ...others } = screens;
  if (screen === 'lesson') return <Lesson key={card.id} card={card} part={part} />;
  const Other = others[screen];
  return <Other key={card.id} card={card} />;
}

export const isOfLab = (screen: Screen): screen is OfLab => Object.hasOwn(screens, screen);

export function Waiting({ label }: { label: string }) {
  return (
    <Center h={300} role="status" aria-label={label}>
      <Loader />
    </Center>
  );
}
