let context: AudioContext | undefined;

/**
 * The page's AudioContext. Undefined before the first click or key on this page, because browsers allow no sound before,
 * and in browsers without Web Audio. https://developer.mozilla.org/docs/Web/Media/Guides/Autoplay
 */
export function audioContext(): AudioContext | undefined {
  return context;
}

/** Creates the AudioContext on the first click or key. The returned function removes the listeners. */
export function unlockAudio(onUnlock: () => void): () => void {
  const listeners = new AbortController();
  const unlock = (): void => {
    listeners.abort();
    if (typeof AudioContext === 'undefined') return;
    context ??= new AudioContext();
    void context.resume();
    onUnlock();
  };
  for (const name of ['pointerdown', 'keydown']) {
    addEventListener(name, unlock, { capture: true, signal: listeners.signal });
  }
  return () => listeners.abort();
}
