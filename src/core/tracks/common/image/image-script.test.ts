import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { imageRecipe } from './image-recipe.ts';
import { imageScript, typedImage } from './image-script.ts';

test('what the lesson shows is what the app runs: the same lines, with the lab and the name in their places', () => {
  const typed = imageRecipe({ reference: 'overlay-lab/worker:1', lab: 'class-a' });
  const ran = imageRecipe({ reference: '"$reference"', lab: '$lab' });
  const shown = typedImage('class-a', 'overlay-lab/worker:1');
  for (const line of typed) expect(shown).toContain(line);
  for (const line of ran) expect(imageScript).toContain(line);
  const filled = (line: string) => line.replace('"$reference"', 'overlay-lab/worker:1').replace('$lab', 'class-a');
  expect(ran.map(filled)).toEqual(typed);
});

test('it is one command, as a block and put into a terminal on one line, in every shell', () => {
  const shown = typedImage('class-a', 'overlay-lab/worker:1');
  for (const shell of ['bash', 'sh'])
    for (const command of [shown, shown.replaceAll('\n', '; ')]) execFileSync(shell, ['-n', '-c', command]);
});
