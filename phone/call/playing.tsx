import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { NoteIcon } from '../components/call-icons';
import { useFile } from '../hooks/use-file';
import { httpUrl, simulatorRecordingSid } from '../model/media-url';
import type { FlowAudio } from '../state/captions';
import { t } from '../text/locale';

/** The URL to play. A recording is downloaded from the simulator first. Undefined until it is available. */
function useAudioUrl(url: string): string | undefined {
  const sid = simulatorRecordingSid(url);
  const file = useFile(sid);
  if (sid === undefined) return httpUrl(url);
  // When the download fails, the indicator is shown without sound.
  return file.state === 'ready' ? file.href : undefined;
}

/**
 * Shown while the flow plays audio or hold music. Plays the file when the sound is on, and is then shown until the end of the
 * file.
 */
export function Playing({
  audio: { kind, url, ended },
  sound,
}: {
  audio: FlowAudio;
  sound: boolean;
}): JSX.Element | null {
  const href = useAudioUrl(url);
  const [audible, setAudible] = useState(false);
  const isShown = !ended || audible;
  const plays = sound && kind === 'audio' && isShown;
  useEffect(() => {
    if (!plays || href === undefined) return undefined;
    const audio = new Audio(href);
    const over = (): void => setAudible(false);
    audio.addEventListener('ended', over);
    audio.addEventListener('error', over);
    setAudible(true);
    // The file may not exist, and the browser may not allow sound yet.
    audio.play().catch(over);
    return () => {
      audio.pause();
      over();
    };
  }, [plays, href]);
  if (!isShown) return null;
  return (
    <p class="playing">
      <NoteIcon />
      <span>{kind === 'music' ? t.calls.playsMusic : t.calls.playsAudio}</span>
      <span class="playing-bars" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
    </p>
  );
}
