import { z } from 'zod';

/** Tabs of a lab's terminals, as they are kept over a restart: which nodes and containers stood where. */
export const terminalTabsSchema = z.object({
  lab: z.string().min(1).max(200),
  tabs: z
    .array(
      z.object({
        direction: z.enum(['horizontal', 'vertical']),
        panes: z
          .array(z.object({ node: z.string().min(1).max(63), container: z.string().max(128).optional() }))
          .min(1)
          .max(4),
      }),
    )
    .max(50),
});
export type TerminalTabs = z.infer<typeof terminalTabsSchema>;
