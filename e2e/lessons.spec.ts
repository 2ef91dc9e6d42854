import { expect, test } from '@playwright/test';
import { open, pods, root } from './support.ts';

const slow = { timeout: 60_000 };

test('a student solves an exercise: goals as they stand, a hint, the debrief, progress that stays', async ({
  page,
}) => {
  await open(page, 'first-pod');
  const exercise = page.getByRole('complementary', { name: 'Exercise' });
  const goal = (id: string) => exercise.locator(`[data-goal="${id}"]`);
  await expect(exercise.getByRole('heading', { name: 'Start your first Pod' })).toBeVisible(slow);
  await expect(goal('runs')).toHaveAttribute('data-state', 'open');
  await expect(goal('runs')).toContainText('there is no pod hello', slow);
  await expect(exercise.getByRole('button', { name: 'Show the solution' })).toBeDisabled();

  await exercise.getByRole('button', { name: 'Show hint 1' }).click();
  await expect(exercise.getByText('makes a Pod from a name and an image')).toBeVisible();
  await exercise.getByRole('button', { name: 'Show hint 2' }).click();
  await exercise.getByRole('button', { name: 'Show the solution' }).click();
  await expect(exercise.locator('pre')).toHaveText('kubectl run hello --image=nginx:1.27');
  await exercise.getByRole('button', { name: 'Play it' }).click();

  await expect(pods(page, 'hello')).toHaveCount(1, slow);
  await expect(goal('image')).toHaveAttribute('data-state', 'met', slow);
  await expect(goal('runs')).toHaveAttribute('data-state', 'met', slow);
  await expect(exercise.getByRole('heading', { name: /^Solved at/ })).toBeVisible(slow);
  await expect(exercise.getByTestId('points')).toHaveText('2 of 3 points');
});

test('a lecturer steps through captions: gates wait for the model, breakpoints stop it, back goes back in time', async ({
  page,
}) => {
  await open(page, 'desired-state');
  const caption = page.getByTestId('caption');
  const lecture = page.getByRole('complementary', { name: 'Lecture' });
  const next = lecture.getByRole('button', { name: /^Next/ });
  await expect(caption).toHaveAttribute('data-index', '0', slow);
  await expect(caption).toContainText('We say what we want');
  await next.click();
  await expect(caption).toHaveAttribute('data-index', '1', slow);
  await expect(pods(page, 'web', 'ready')).toHaveCount(4, slow);
  await next.click();

  await expect(caption).toContainText('How many Pods are there half a minute later?');
  await page.keyboard.press('2');
  await page.keyboard.press('2');
  await expect(page.getByRole('button', { name: 'Four 2' })).toBeVisible();

  await lecture.getByText('Hand in an answer').click();
  await lecture.getByRole('radio', { name: 'Four' }).check();
  await lecture.getByLabel('Your name, if you like').fill('Ada');
  const line = await lecture.getByTestId('answer-line').inputValue();
  await expect(lecture.getByRole('img', { name: 'QR code of the answer' })).toBeVisible();
  await lecture.getByText('Collect answers').click();
  await lecture.getByLabel('Lines of answers').fill(`${line}\n${line.slice(0, -1)}\nhello`);
  await lecture.getByRole('button', { name: 'Take these' }).click();
  await expect(lecture.getByTestId('collected')).toHaveAttribute('data-count', '1');
  await expect(lecture.getByRole('alert')).toContainText('Line 2: this answer is damaged');
  await expect(lecture.getByRole('alert')).toContainText('Line 3: this is no answer.');
  await expect(page.getByRole('button', { name: 'Four 3' })).toBeVisible();

  await page.keyboard.press('p');
  const hall = page.getByTestId('presenter');
  await expect(hall.getByRole('button', { name: 'Four 3' })).toBeVisible(slow);
  await page.keyboard.press('1');
  await expect(hall.getByRole('button', { name: 'None 1' })).toBeVisible();
  await hall.getByRole('button', { name: 'Reveal' }).click();
  await expect(hall.getByTestId('answer')).toHaveText('Answer: Four', slow);
  await expect(hall.getByTestId('guess-mark')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('answer')).toHaveText('Answer: Four', slow);

  await next.click();
  await expect(caption).toHaveAttribute('data-index', '3');
  await next.click();
  await expect(caption).toHaveAttribute('data-index', '4', slow);
  await expect(root(page)).toHaveAttribute('data-running', 'false', slow);
  await lecture.getByRole('button', { name: 'Previous' }).click();
  await expect(caption).toHaveAttribute('data-index', '3', slow);
  await next.click();
  await expect(caption).toHaveAttribute('data-index', '4', slow);
});
