import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { findMistake } from '../../../shared/mistakes/find-mistake.ts';
import { lastCommand } from '../../../shared/mistakes/last-command.ts';
import type { Mistake, TypedLab } from '../../../shared/mistakes/mistake.ts';
import type { LabCard } from '../../../shared/wire/lab-card.ts';
import { ask } from '../../state/connection.ts';
import { trackOfCard } from '../../state/parts.ts';
import type { TerminalSession } from './terminal-session.ts';

/** A flood is looked at a few times a second; nobody reads a notice faster. */
const pauseMs = 400;

/** The known mistake in the command that was sent last in a terminal, while it is the last. */
export function useMistake(card: LabCard, session: TerminalSession): Mistake | undefined {
  const [mistake, setMistake] = useState<Mistake>();
  const lab = useTypedLab(card);
  useEffect(() => {
    const { node, container } = session.target;
    // In a worker nothing of the lesson is typed that could be mistaken.
    if (!lab || container) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      timer = undefined;
      const typed = lastCommand(session.recent.text);
      const found = typed && findMistake({ node, ...typed }, lab);
      setMistake((known) => (isSame(known, found) ? known : found));
    };
    const stop = session.recent.listen(() => {
      timer ??= setTimeout(look, pauseMs);
    });
    look();
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [lab, session]);
  return mistake;
}

function useTypedLab(card: LabCard): TypedLab | undefined {
  const { data } = useQuery({
    queryKey: ['commands', card.id],
    queryFn: () => ask((client) => client.lesson.commands({ lab: card.id })),
  });
  return useMemo(() => {
    if (!data) return undefined;
    const lines = data.flatMap(({ step, commands }) => commands.map((command) => ({ step, ...command })));
    return { track: trackOfCard(card).id, network: card.network, nodes: card.nodes, lines };
  }, [card, data]);
}

const isSame = (one: Mistake | undefined, other: Mistake | undefined): boolean =>
  one?.id === other?.id && one?.printed === other?.printed && JSON.stringify(one?.ways) === JSON.stringify(other?.ways);
