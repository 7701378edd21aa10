import './pictureBoxes.css';
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import type { PictureBox } from '../../../core/contract/api/desk.ts';
import { useWords } from './i18n.ts';

interface PictureBoxesProps {
  readonly src: string;
  readonly alt: string;
  readonly boxes: readonly PictureBox[];
  readonly onChange: (boxes: readonly PictureBox[]) => void;
  readonly most: number;
  /** What is inside will be hidden: the boxes are filled. */
  readonly hiding?: boolean;
}

const SMALLEST = 0.01;
const STEP = 0.01;
const FIRST: PictureBox = { x: 0.4, y: 0.4, w: 0.2, h: 0.2 };
/** The drawing's own units; the picture may have any size. */
const UNITS = 1_000;

/** Boxes drawn on a picture with the pointer, or added and moved by keys: arrows move, with Shift they resize, Delete takes away. */
export function PictureBoxes({ src, alt, boxes, onChange, most, hiding = false }: PictureBoxesProps) {
  const { t } = useWords();
  const svg = useRef<SVGSVGElement>(null);
  const [drawing, setDrawing] = useState<{ x: number; y: number; box: PictureBox } | null>(null);
  const at = (event: PointerEvent) => {
    const { left, top, width, height } = svg.current!.getBoundingClientRect();
    return { x: within((event.clientX - left) / width), y: within((event.clientY - top) / height) };
  };
  const add = (box: PictureBox) => onChange([...boxes.slice(0, most - 1), box]);
  const onDown = (event: PointerEvent<SVGSVGElement>) => {
    if (event.button !== 0) return;
    svg.current?.setPointerCapture(event.pointerId);
    const { x, y } = at(event);
    setDrawing({ x, y, box: { x, y, w: 0, h: 0 } });
  };
  const onMove = (event: PointerEvent<SVGSVGElement>) => {
    if (!drawing) return;
    const to = at(event);
    setDrawing({ ...drawing, box: between(drawing, to) });
  };
  const onUp = () => {
    if (drawing && drawing.box.w >= SMALLEST && drawing.box.h >= SMALLEST) add(drawing.box);
    setDrawing(null);
  };
  const change = (i: number, box: PictureBox) => onChange(boxes.map((one, n) => (n === i ? box : one)));
  const onKey = (event: KeyboardEvent, i: number) => {
    const box = boxes[i];
    if (!box) return;
    if (event.key === 'Delete' || event.key === 'Backspace') onChange(boxes.filter((_, n) => n !== i));
    else {
      const moved = byKey(box, event.key, event.shiftKey);
      if (!moved) return;
      change(i, moved);
    }
    event.preventDefault();
  };
  return (
    <div className="picboxes" data-hiding={hiding || undefined}>
      <div className="pic">
        <img src={src} alt={alt} draggable={false} />
        {/* biome-ignore lint/a11y/useSemanticElements: a drawing has no fieldsets */}
        <svg
          ref={svg}
          viewBox={`0 0 ${UNITS} ${UNITS}`}
          preserveAspectRatio="none"
          role="group"
          aria-label={alt}
          onPointerDown={onDown}
          onPointerMove={onMove}
          onPointerUp={onUp}
          onPointerCancel={() => setDrawing(null)}
        >
          {boxes.map((box, i) => (
            // biome-ignore lint/a11y/useSemanticElements: a drawing has no buttons
            <g
              // biome-ignore lint/suspicious/noArrayIndexKey: a box has nothing else that names it
              key={i}
              role="button"
              tabIndex={0}
              aria-label={t('desk.box.one', { n: i + 1 })}
              onKeyDown={(event) => onKey(event, i)}
            >
              <Rect box={box} />
            </g>
          ))}
          {drawing && <Rect box={drawing.box} />}
        </svg>
      </div>
      <div className="keys">
        <button type="button" className="btn" onClick={() => add(FIRST)}>
          {t('desk.box.add')}
        </button>
        <button
          type="button"
          className="btn"
          disabled={boxes.length === 0}
          onClick={() => onChange(boxes.slice(0, -1))}
        >
          {t('desk.box.drop')}
        </button>
        <span className="q">{t('desk.box.hint')}</span>
      </div>
    </div>
  );
}

function Rect({ box: { x, y, w, h } }: { box: PictureBox }) {
  const at = { x: x * UNITS, y: y * UNITS, width: w * UNITS, height: h * UNITS };
  return (
    <>
      <rect className="under" {...at} />
      <rect className="over" {...at} />
    </>
  );
}

function within(share: number): number {
  return Math.min(1, Math.max(0, share));
}

function between(from: { x: number; y: number }, to: { x: number; y: number }): PictureBox {
  const [x, y] = [Math.min(from.x, to.x), Math.min(from.y, to.y)];
  return { x, y, w: Math.abs(to.x - from.x), h: Math.abs(to.y - from.y) };
}

/** A box moved by an arrow, or resized with Shift; null for other keys. It stays on the picture. */
function byKey({ x, y, w, h }: PictureBox, key: string, resize: boolean): PictureBox | null {
  const [dx, dy] =
    { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] }[key] ?? [];
  if (dx === undefined || dy === undefined) return null;
  const kept = (value: number, most: number, least = 0) => Math.min(most, Math.max(least, value));
  if (resize) return { x, y, w: kept(w + dx, 1 - x, SMALLEST), h: kept(h + dy, 1 - y, SMALLEST) };
  return { x: kept(x + dx, 1 - w), y: kept(y + dy, 1 - h), w, h };
}
