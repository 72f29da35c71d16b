/** The part of the Web Speech API that the page uses. TypeScript does not have it, because not every browser does. */
interface Recognition {
  lang: string;
  interimResults: boolean;
  onresult: ((event: RecognitionEvent) => void) | null;
  onerror: ((event: { error: string }) => void) | null;
  onend: (() => void) | null;
  start(): void;
  abort(): void;
}

interface RecognitionEvent {
  results: ArrayLike<ArrayLike<{ transcript: string }> & { isFinal: boolean }>;
}

type RecognitionClass = new () => Recognition;

/** https://developer.mozilla.org/docs/Web/API/SpeechRecognition */
function recognitionClass(): RecognitionClass | undefined {
  const { SpeechRecognition, webkitSpeechRecognition } = window as Window & {
    SpeechRecognition?: RecognitionClass;
    webkitSpeechRecognition?: RecognitionClass;
  };
  return SpeechRecognition ?? webkitSpeechRecognition;
}

/** Whether the browser can turn speech into text. */
export function canListen(): boolean {
  return recognitionClass() !== undefined;
}

/** `text` is what was said so far. It may still change until `final`. */
export interface ListeningEvents {
  onText(text: string, final: boolean): void;
  /** The error code of the Web Speech API, such as `not-allowed`. */
  onError(code: string): void;
  /** The last event. */
  onEnd(): void;
}

/**
 * Listens until the person pauses. The returned function stops it without a result.
 * @param language BCP 47
 */
export function listen(language: string, { onText, onError, onEnd }: ListeningEvents): () => void {
  const Recognition = recognitionClass();
  if (!Recognition) {
    onEnd();
    return () => undefined;
  }
  const recognition = new Recognition();
  recognition.lang = language;
  recognition.interimResults = true;
  recognition.onresult = ({ results }) => {
    const parts = Array.from(results);
    onText(
      parts
        .map((part) => part[0]?.transcript ?? '')
        .join('')
        .trim(),
      parts.every(({ isFinal }) => isFinal),
    );
  };
  recognition.onerror = ({ error }) => onError(error);
  recognition.onend = onEnd;
  recognition.start();
  return () => {
    recognition.onresult = null;
    recognition.abort();
  };
}
