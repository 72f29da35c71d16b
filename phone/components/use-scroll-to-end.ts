import type { JSX, RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

/** Within this distance in pixels, the user is considered to be at the end. */
const END_DISTANCE_PX = 80;

function isAtEnd(box: HTMLElement): boolean {
  return box.scrollHeight - box.scrollTop - box.clientHeight < END_DISTANCE_PX;
}

/** What the thread needs to stay at its end. */
export interface ScrollToEnd {
  box: RefObject<HTMLDivElement>;
  content: RefObject<HTMLOListElement>;
  /** There are new messages below the visible part. */
  hasNewBelow: boolean;
  scrollToEnd: () => void;
  onScroll: (event: JSX.TargetedEvent<HTMLElement>) => void;
}

/**
 * Keeps the thread scrolled to the end until the user scrolls up.
 * @param last the last message; a sent message (`out`) always scrolls to the end
 */
export function useScrollToEnd(last: { id: string; side: 'in' | 'out' } | undefined): ScrollToEnd {
  const box = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLOListElement>(null);
  const atEnd = useRef(true);
  const lastScrollTop = useRef(0);
  const [hasNewBelow, setHasNewBelow] = useState(false);

  const setAtEnd = (): void => {
    atEnd.current = true;
    setHasNewBelow(false);
  };
  const scrollToEnd = (): void => {
    setAtEnd();
    box.current?.scrollTo({ top: box.current.scrollHeight });
  };

  useLayoutEffect(() => {
    if (atEnd.current || last?.side === 'out') scrollToEnd();
    else setHasNewBelow(true);
  }, [last?.id, last?.side]);

  // The end also moves when a picture loads, the message field grows or the window is resized.
  useEffect(() => {
    const observer = new ResizeObserver(() => {
      if (atEnd.current) scrollToEnd();
    });
    for (const element of [box.current, content.current]) if (element) observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const onScroll = (event: JSX.TargetedEvent<HTMLElement>): void => {
    // Only the user scrolls up. When content grows, the distance to the end changes, but not the scroll position.
    const { scrollTop } = event.currentTarget;
    if (isAtEnd(event.currentTarget)) setAtEnd();
    else if (scrollTop < lastScrollTop.current) atEnd.current = false;
    lastScrollTop.current = scrollTop;
  };

  return { box, content, hasNewBelow, scrollToEnd, onScroll };
}
