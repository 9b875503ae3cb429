/** A file that misses the place for it would replace the app by itself: a browser opens what is dropped on a page. */
export function refuseDrops(): void {
  for (const type of ['dragover', 'drop'])
    window.addEventListener(type, (event) => {
      if (event instanceof DragEvent && event.dataTransfer?.types.includes('Files')) event.preventDefault();
    });
}
