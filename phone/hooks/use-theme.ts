import { useLayoutEffect } from 'preact/hooks';
import { useMediaQuery } from './browser';
import { useLocalStorage } from './use-local-storage';

type ThemeName = 'light' | 'dark';

export interface Theme {
  dark: boolean;
  toggle: () => void;
}

const readTheme = (value: unknown): ThemeName | undefined =>
  value === 'light' || value === 'dark' ? value : undefined;

/** The theme of the system, or the one that the user chose on this page. */
export function useTheme(): Theme {
  const systemDark = useMediaQuery('(prefers-color-scheme: dark)');
  const [chosen, setChosen] = useLocalStorage<ThemeName | undefined>('theme', undefined, readTheme);
  const dark = chosen === undefined ? systemDark : chosen === 'dark';
  useLayoutEffect(() => {
    if (chosen !== undefined) document.documentElement.dataset['theme'] = chosen;
  }, [chosen]);
  return { dark, toggle: () => setChosen(dark ? 'light' : 'dark') };
}
