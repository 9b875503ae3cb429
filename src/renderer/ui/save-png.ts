import { saveBlob } from './save-blob.ts';

const scale = 2;
/** Room for the title and the line below it. */
const head = 64;
const edge = 16;

interface Picture {
  name: string;
  title: string;
  /** Which lab, and when. */
  below: string;
}

/** A drawing as a picture, twice as fine as it is on the screen, with its title: it is looked at without the app. */
export async function savePng(svg: SVGSVGElement, { name, title, below }: Picture): Promise<void> {
  const { width, height } = svg.viewBox.baseVal;
  const copy = titled(svg, title, below);
  const [wide, high] = [width + 2 * edge, height + head + edge];
  copy.setAttribute('viewBox', `${-edge} ${-head} ${wide} ${high}`);
  copy.setAttribute('width', String(wide * scale));
  copy.setAttribute('height', String(high * scale));
  const source = new Blob([new XMLSerializer().serializeToString(copy)], { type: 'image/svg+xml' });
  const address = URL.createObjectURL(source);
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = wide * scale;
    canvas.height = high * scale;
    canvas.getContext('2d')?.drawImage(image, 0, 0);
    const png = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (!png) throw new Error('The picture could not be drawn');
    saveBlob(png, name);
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** A copy on its own ground, with a title and a line above it. */
function titled(svg: SVGSVGElement, title: string, below: string): SVGSVGElement {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const ground = copy.querySelector('rect');
  if (ground)
    for (const [key, value] of Object.entries({ x: -2000, y: -2000, width: 6000, height: 6000 }))
      ground.setAttribute(key, String(value));
  for (const [text, y, size, weight] of [
    [title, -36, 18, 650],
    [below, -14, 13, 400],
  ] as const) {
    const line = document.createElementNS('http://www.w3.org/2000/svg', 'text');
    for (const [key, value] of Object.entries({ x: 0, y, 'font-size': size, 'font-weight': weight }))
      line.setAttribute(key, String(value));
    line.textContent = text;
    copy.append(line);
  }
  return copy;
}
