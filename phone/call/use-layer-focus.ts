import { useEffect, useRef } from 'preact/hooks';

/** Whether the element is a part of the page that stays usable beside a call. */
function isBesideThePhone(element: Element | null): boolean {
  return element !== null && element !== document.body && element.closest('.device') === null;
}

/**
 * Moves the focus when something covers the conversation, and back when the conversation is visible again.
 *
 * @param layer changes with what covers the conversation; undefined when nothing does
 * @param ringing the phone rings: the focus stays where the user types beside the phone
 * @param returnFocus focuses something in the conversation
 */
export function useLayerFocus(layer: string | undefined, ringing: boolean, returnFocus: () => void): void {
  const previous = useRef<string>();
  useEffect(() => {
    const before = previous.current;
    previous.current = layer;
    if (layer === before) return;
    if (layer === undefined) {
      if (!isBesideThePhone(document.activeElement)) returnFocus();
      return;
    }
    if (ringing && isBesideThePhone(document.activeElement)) return;
    document.querySelector<HTMLElement>('.call-layer[data-autofocus], .call-layer [data-autofocus]')?.focus();
  });
}
