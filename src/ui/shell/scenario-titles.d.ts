// Made by vite.config.ts.
declare module 'virtual:scenario-titles' {
  const titles: readonly (readonly [
    file: string,
    titles: Readonly<Partial<Record<'en' | 'de', string>>>,
    part: '' | 'lectures' | import('../../api/lesson/lesson.ts').Level,
  ])[];
  export default titles;
}
