import { words } from '../words.ts';

/** The top bar, its menus, help. */
export const shell = words('shell', {
  help: 'Help',
  loading: 'Loading…',
  chooseScenario: 'Choose a scenario',
  scenarios: 'Scenarios',
  views: 'Views',
  find: 'Find or do anything',
  break: 'Break',
  breakMore: 'Break…',
  theme: 'Theme',
  themeNow: 'Theme: {theme, select, dark {dark} other {light}}',
  language: 'Language',
  viewLoading: '{view} is being loaded.',
});
