import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { NoteIcon } from '../components/call-icons';
import { fetchFile } from '../api/requests';
import { httpUrl, simulatorRecordingSid } from '../model/media-url';
import { t } from '../text/locale';

/** The URL to play. A recording of the simulator is downloaded from it. Undefined until it is there. */
function useAudioUrl(url: string): string | undefined {
  const sid = simulatorRecordingSid(url);
  const [downloaded, setDownloaded] = useState<string>();
  useEffect(() => {
    if (sid === undefined) return undefined;
    let href: string | undefined;
    let unmounted = false;
    fetchFile(sid).then(
      (blob) => {
        if (unmounted) return;
        href = URL.createObjectURL(blob);
        setDownloaded(href);
      },
      // The indicator is shown without sound.
      () => undefined,
    );
    return () => {
      unmounted = true;
      if (href !== undefined) URL.revokeObjectURL(href);
      setDownloaded(undefined);
    };
  }, [sid]);
  return sid === undefined ? httpUrl(url) : downloaded;
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
