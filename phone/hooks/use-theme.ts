import { useLayoutEffect } from 'preact/hooks';
import { useMedia } from './use-browser';
import { useRemembered } from './use-local-storage';

type Name = 'light' | 'dark';

/** How the page looks now, and the way to turn it over. */
export interface Theme {
  dark: boolean;
  toggle: () => void;
}

const readTheme = (value: unknown): Name | undefined => (value === 'light' || value === 'dark' ? value : undefined);

/** Light or dark as the system has it, until somebody chooses here; the choice is remembered. */
export function useTheme(): Theme {
  const systemDark = useMedia('(prefers-color-scheme: dark)');
  const [chosen, choose] = useRemembered<Name | undefined>('theme', undefined, readTheme);
  const dark = chosen === undefined ? systemDark : chosen === 'dark';
  useLayoutEffect(() => {
    if (chosen !== undefined) document.documentElement.dataset['theme'] = chosen;
  }, [chosen]);
  return { dark, toggle: () => choose(dark ? 'light' : 'dark') };
}
