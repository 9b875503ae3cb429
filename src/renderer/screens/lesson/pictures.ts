import { type ComponentType, lazy } from 'react';
import type { PartOutline, TrackOutline } from '../../../shared/tracks/outline.ts';
import type { PictureProps } from './pictures/picture-props.ts';

/** In files of their own, each found by its name: none is needed before the lesson is opened. */
const files = import.meta.glob<{ default: ComponentType<PictureProps> }>('./pictures/*-picture.tsx');

const pictures = new Map(
  Object.entries(files).map(([file, load]) => [
    file.replace(/^.*\/(.*)-picture\.tsx$/, '$1'),
    { load, Picture: lazy(load) },
  ]),
);

const find = ({ id, picture = id }: PartOutline) => pictures.get(picture);

/** The drawing of a part, where it has one. */
export const pictureOf = (part: PartOutline) => find(part)?.Picture;

/** Loads a track's drawings beforehand. */
export function loadPictures({ parts }: TrackOutline): void {
  for (const part of parts)
    find(part)
      ?.load()
      .catch(() => undefined);
}
