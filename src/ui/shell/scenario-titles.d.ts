// Made by vite.config.ts.
declare module 'virtual:scenario-titles' {
  const titles: readonly (readonly [file: string, title: string])[];
  export default titles;
}
