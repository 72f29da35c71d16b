import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

/** Rows that are rendered above and below those that are visible. */
const OVERSCAN = 6;

/** The height of the list before it is measured, in pixels. */
const FIRST_HEIGHT = 400;

/** A list of thousands of rows of the same height. Only the visible ones are in the page. */
export function VirtualList<Item extends { id: number }>(props: {
  items: readonly Item[];
  /** In pixels. */
  rowHeight: number;
  label: string;
  selected: number | undefined;
  /** Arrow keys choose a row. */
  onSelect: (id: number) => void;
  /** A click or Enter opens it. */
  onOpen: (id: number) => void;
  children: (item: Item) => ComponentChildren;
}): JSX.Element {
  const { items, rowHeight, selected, onSelect, onOpen } = props;
  const box = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(FIRST_HEIGHT);
  /** The first visible row, which stays where it is when others come above it. */
  const anchor = useRef<{ id: number; offset: number } | undefined>(undefined);

  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => {
      setHeight(element.clientHeight || FIRST_HEIGHT);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, []);

  const noteScroll = (): void => {
    const scrollTop = box.current?.scrollTop ?? 0;
    const first = items[Math.floor(scrollTop / rowHeight)];
    // At the top, the list follows what is new.
    anchor.current =
      scrollTop === 0 || first === undefined ? undefined : { id: first.id, offset: scrollTop % rowHeight };
    setTop(scrollTop);
  };

  useLayoutEffect(() => {
    const element = box.current;
    const kept = anchor.current;
    if (element === null || kept === undefined) return;
    const index = items.findIndex(({ id }) => id === kept.id);
    if (index < 0) anchor.current = undefined;
    else element.scrollTop = index * rowHeight + kept.offset;
  }, [items, rowHeight]);

  const select = (index: number): void => {
    const item = items[Math.max(0, Math.min(index, items.length - 1))];
    const element = box.current;
    if (item === undefined || element === null) return;
    const start = items.indexOf(item) * rowHeight;
    if (start < element.scrollTop) element.scrollTop = start;
    else if (start + rowHeight > element.scrollTop + element.clientHeight) {
      element.scrollTop = start + rowHeight - element.clientHeight;
    }
    noteScroll();
    onSelect(item.id);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const at = items.findIndex(({ id }) => id === selected);
    const page = Math.max(1, Math.floor(height / rowHeight) - 1);
    const target: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at < 0 ? 0 : at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: items.length - 1,
    };
    const index = target[event.key];
    const opens = (event.key === 'Enter' || event.key === ' ') && selected !== undefined;
    if (index === undefined && !opens) return;
    event.preventDefault();
    // The editor has shortcuts for these keys.
    event.stopPropagation();
    if (index !== undefined) select(index);
    else if (selected !== undefined) onOpen(selected);
  };

  const first = Math.max(0, Math.floor(top / rowHeight) - OVERSCAN);
  const last = Math.min(items.length, Math.ceil((top + height) / rowHeight) + OVERSCAN);
  const visible = items.slice(first, last);
  const isActiveVisible = visible.some(({ id }) => id === selected);
  return (
    <div
      ref={box}
      class="twilio-sb-list"
      role="listbox"
      tabIndex={0}
      aria-label={props.label}
      aria-activedescendant={isActiveVisible ? `twilio-sb-row-${String(selected)}` : undefined}
      onScroll={noteScroll}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" style={{ height: `${String(items.length * rowHeight)}px`, position: 'relative' }}>
        {visible.map((item, index) => (
          <div
            key={item.id}
            id={`twilio-sb-row-${String(item.id)}`}
            class="twilio-sb-row"
            role="option"
            aria-selected={item.id === selected}
            aria-setsize={items.length}
            aria-posinset={first + index + 1}
            style={{ top: `${String((first + index) * rowHeight)}px`, height: `${String(rowHeight)}px` }}
            onClick={() => {
              onOpen(item.id);
            }}
          >
            {props.children(item)}
          </div>
        ))}
      </div>
    </div>
  );
}
