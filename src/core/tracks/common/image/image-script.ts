import { ownDirectoryScript } from '../../../machine/own-directory.ts';
import { imageRecipe } from './image-recipe.ts';

/**
 * Makes the worker image, so that no registry is needed. $1 reference, $2 lab, $3 the lab's directory: in it `image` is
 * made, so that a reset finds what a kill leaves there.
 */
export const imageScript = `${ownDirectoryScript}
set -e
export LC_ALL=C
reference=$1 lab=$2 state=$3 root=image
no() { echo "$1" >&2; exit 1; }
enter "$state" && make_own $root 700 && clear_own $root || no "$why"
[ ! -e $root ] || no "$state/$root holds what the lab did not make: $(ls -A $root | head -n 5 | tr '\\n' ' ')"
make_own $root 700 || no "$why"
trap 'clear_own $root' EXIT
trap 'exit 143' HUP INT TERM
( cd $root
${imageRecipe({ reference: '"$reference"', lab: '$lab' }).join('\n')}
)
`;

/** The same as a person types it, in a directory that goes again. */
export const typedImage = (lab: string, reference: string): string => {
  const recipe = imageRecipe({ reference, lab }).join('\n');
  return `(set -e; root=$(mktemp -d); trap 'rm -r "$root"' EXIT; cd "$root"\n${recipe})`;
};
