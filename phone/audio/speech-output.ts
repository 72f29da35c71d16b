/** Whether the browser can speak. https://developer.mozilla.org/docs/Web/API/SpeechSynthesis */
export function canSpeakAloud(): boolean {
  return typeof speechSynthesis !== 'undefined' && typeof SpeechSynthesisUtterance !== 'undefined';
}

/** Speaks a text, after all texts before it. */
export function speakAloud(text: string): void {
  if (canSpeakAloud()) speechSynthesis.speak(new SpeechSynthesisUtterance(text));
}

/** Stops speaking. */
export function stopSpeaking(): void {
  if (canSpeakAloud()) speechSynthesis.cancel();
}
