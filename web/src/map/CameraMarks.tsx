import { type Map as MapLibre, Marker } from 'maplibre-gl';
import { useEffect } from 'react';
import type { CameraRow } from '../../../core/contract/api/desk.ts';
import { useWords } from '../parts/i18n.ts';

interface CameraMarksProps {
  readonly map: MapLibre;
  readonly cameras: readonly CameraRow[];
  readonly chosen: string | null;
  readonly onCamera: (camera: CameraRow) => void;
}

const SVG = 'http://www.w3.org/2000/svg';

/** The register's cameras on the map, each with where it looks; a click chooses one. */
export function CameraMarks({ map, cameras, chosen, onCamera }: CameraMarksProps) {
  const { lang } = useWords();
  useEffect(() => {
    const marks = cameras.map((camera) => {
      const element = markOf(camera, camera.code === chosen, camera[lang]);
      element.addEventListener('click', (event) => {
        // Not a place of the report: the map below must not take it for one.
        event.stopPropagation();
        onCamera(camera);
      });
      return new Marker({ element }).setLngLat([camera.lon, camera.lat]).addTo(map);
    });
    return () => {
      for (const mark of marks) mark.remove();
    };
  }, [map, cameras, chosen, onCamera, lang]);
  return null;
}

/** A dot with a wedge in the camera's direction; all around without one. */
function markOf({ bearing }: CameraRow, chosen: boolean, name: string): HTMLElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'cameramark';
  button.title = name;
  button.setAttribute('aria-label', name);
  button.setAttribute('aria-pressed', String(chosen));
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '-16 -16 32 32');
  const view = document.createElementNS(SVG, 'path');
  view.setAttribute(
    'd',
    bearing === null ? 'M0-14A14 14 0 1 1 0 14A14 14 0 1 1 0-14' : 'M0 0L-8-14A16 16 0 0 1 8-14Z',
  );
  if (bearing !== null) view.setAttribute('transform', `rotate(${bearing})`);
  const body = document.createElementNS(SVG, 'circle');
  body.setAttribute('r', '5');
  svg.append(view, body);
  button.append(svg);
  return button;
}
