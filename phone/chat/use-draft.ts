import { useCallback, useState } from 'preact/hooks';
import { EMPTY_DRAFT, type DraftInput } from '../compose/draft';

/** The input for a conversation, and a function to change it. The inputs of all conversations are kept. */
export function useDraft(key: string): [DraftInput, (change: (input: DraftInput) => DraftInput) => void] {
  const [drafts, setDrafts] = useState<Readonly<Record<string, DraftInput>>>({});
  const change = useCallback(
    (update: (input: DraftInput) => DraftInput) =>
      setDrafts((all) => ({ ...all, [key]: update(all[key] ?? EMPTY_DRAFT) })),
    [key],
  );
  return [drafts[key] ?? EMPTY_DRAFT, change];
}
