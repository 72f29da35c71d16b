import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { NoteIcon } from '../components/call-icons';
import { useFile } from '../hooks/use-file';
import { httpUrl, simulatorRecordingSid } from '../model/media-url';
import { t } from '../text/locale';

/** The URL to play. A recording is downloaded from the simulator first. Undefined until it is available. */
function useAudioUrl(url: string): string | undefined {
  const sid = simulatorRecordingSid(url);
  const file = useFile(sid);
  if (sid === undefined) return httpUrl(url);
  // When the download fails, the indicator is shown without sound.
  return file.state === 'ready' ? file.href : undefined;
}

/** Shown while the flow plays audio or hold music. Plays the file when the sound is on. */
export function Playing(props: { kind: 'audio' | 'music'; url: string; sound: boolean }): JSX.Element {
  const href = useAudioUrl(props.url);
  const plays = props.sound && props.kind === 'audio';
  useEffect(() => {
    if (!plays || href === undefined) return undefined;
    const audio = new Audio(href);
    // The file may not exist, and the browser may not allow sound yet.
    audio.play().catch(() => undefined);
    return () => audio.pause();
  }, [plays, href]);
  return (
    <p class="playing">
      <NoteIcon />
      <span>{props.kind === 'music' ? t.calls.playsMusic : t.calls.playsAudio}</span>
      <span class="playing-bars" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
    </p>
  );
}
