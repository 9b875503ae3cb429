import type { ReactElement, ReactNode } from 'react';
import { expect, onTestFinished, test, vi } from 'vitest';
import { Fence } from './fence.tsx';

type Rendered = ReactElement<{ children?: ReactNode; onClick?: () => void }>;

/** The button of a fence whose screen failed with this error. */
function tryAgainAfter(error: Error): () => void {
  const fence = new Fence({ children: undefined });
  fence.state = Fence.getDerivedStateFromError(error);
  const { children: say } = (fence.render() as ReactElement<{ children: (t: (key: string) => string) => Rendered }>)
    .props;
  const inside = say((key) => key).props.children as Rendered[];
  const button = inside.find(({ props }) => props.onClick);
  if (!button?.props.onClick) throw new Error('no button');
  vi.spyOn(fence, 'setState').mockImplementation(() => {});
  return button.props.onClick;
}

/** What Chromium, Firefox and Safari say of a file that did not come. */
test.each([
  'Failed to fetch dynamically imported module: app://overlay-lab/assets/x.js',
  'error loading dynamically imported module: http://127.0.0.1/x.js',
  'Importing a module script failed.',
])('a screen whose file did not come is tried again by the whole window: %s', (message) => {
  const reload = vi.fn();
  vi.stubGlobal('window', { location: { reload } });
  onTestFinished(() => void vi.unstubAllGlobals());
  tryAgainAfter(new TypeError(message))();
  expect(reload).toHaveBeenCalledTimes(1);
  tryAgainAfter(new TypeError('x is undefined'))();
  expect(reload).toHaveBeenCalledTimes(1);
});
