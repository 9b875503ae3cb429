import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** What colours can break; all else is as it was in the other ones. */
const rulesOfColours = ['color-contrast', 'link-in-text-block'];

/** No serious finding of axe, in light colours and in dark ones; where a dialog is open, in it. */
export async function expectAccessible(page: Page): Promise<void> {
  expect(await findings(page, 'light')).toEqual([]);
  expect(await findings(page, 'dark', rulesOfColours)).toEqual([]);
}

async function findings(page: Page, scheme: 'light' | 'dark', rules?: string[]): Promise<string[]> {
  await page.evaluate(settled, scheme);
  // What passed is not described, and there are no frames that would need a page more: half of the time.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  const dialog = '[role=dialog]:not([aria-hidden=true])';
  if (await page.locator(dialog).first().isVisible()) axe.include(dialog);
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${scheme} ${id} ${target.join(' ')} ${failureSummary}`),
    );
}

/** In these colours, and with whatever fades in all there: it is pale while it does. */
function settled(scheme: string): Promise<unknown> {
  document.documentElement.dataset.mantineColorScheme = scheme;
  const ending = document.getAnimations().filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime));
  return Promise.all(ending.map((one) => one.finished.catch(() => undefined)));
}
