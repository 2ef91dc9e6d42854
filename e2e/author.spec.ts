import { execFileSync } from 'node:child_process';
import { expect, test } from '@playwright/test';
import { open, pods } from './support.ts';

const slow = { timeout: 60_000 };

test('a course author records a solution, sets goals from the state, tries it, and exports a file that checks', async ({
  page,
}, info) => {
  await open(page, 'empty-cluster');
  const author = page.getByRole('complementary', { name: 'Author' });
  const problems = page.getByTestId('author-problems');
  const steps = author.getByTestId('author-step');
  const tab = (name: string) => author.getByRole('tab', { name }).click();
  const find = async (typed: string): Promise<void> => {
    await page.getByRole('button', { name: /^Find/ }).click();
    await page.getByRole('combobox', { name: /^Find/ }).fill(typed);
    await page.keyboard.press('Enter');
  };
  await find('author mode');
  await expect(problems).toHaveAttribute('data-count', '0', slow);

  await test.step('what one does becomes steps, and what is taken back goes', async () => {
    await author.getByLabel('Record into').selectOption('solution');
    await author.getByRole('button', { name: 'Record from now' }).click();
    await find('kubectl create deployment shop --image=nginx:1.27 --replicas=2');
    await expect(steps).toHaveText([/kubectl create deployment shop/], slow);
    await expect(pods(page, 'shop', 'ready')).toHaveCount(2, slow);
    await find('kubectl expose deployment shop --port=80');
    await expect(steps).toHaveCount(2, slow);
    await find('kubectl delete service kubernetes');
    await expect(steps).toHaveCount(3, slow);
    await page.getByTestId('figure').focus();
    await page.keyboard.press('u');
    await expect(steps).toHaveText([/create deployment shop/, /expose deployment shop/], slow);
    await author.getByRole('button', { name: 'Stop recording' }).click();
  });

  await test.step('goals from the state, each with whether it holds', async () => {
    await tab('Goals');
    await find('shop Deployment');
    const proposal = author.getByRole('listitem').filter({ hasText: 'shop has 2 ready replicas' });
    await expect(proposal.getByRole('img', { name: 'holds now' })).toBeVisible(slow);
    await proposal.getByRole('button', { name: 'Add' }).click();
    await find('shop Service');
    const endpoints = author.getByRole('listitem').filter({ hasText: 'The Service shop has 2 endpoints' });
    await expect(endpoints.getByRole('img', { name: 'holds now' })).toBeVisible(slow);
    await endpoints.getByRole('button', { name: 'Add' }).click();
    await expect(author.getByTestId('author-goal')).toHaveCount(2);
    await expect(problems).toHaveAttribute('data-count', '0');
  });

  await test.step('what is wrong is told by line and field', async () => {
    await tab('Words');
    await author.getByLabel('Name of the file').fill('Shop!');
    await tab('Words');
    await expect(problems).toContainText(/scenario:\d+: metadata\.name: Invalid value: "Shop!"/);
    await author.getByLabel('Name of the file').fill('shop');
    await author.getByLabel('Title').fill('A shop that answers');
    await author.getByLabel('Task').fill('Run two replicas of `nginx:1.27` as `shop`, and make them reachable.');
    await author.getByRole('button', { name: 'Add a hint' }).click();
    await author.getByRole('textbox', { name: 'Hint 1' }).fill('`kubectl expose` makes a Service.');
    await tab('Words');
    await expect(problems).toHaveAttribute('data-count', '0');
  });

  await test.step('a try checks it as the command line does, and shows it as students get it', async () => {
    await author.getByRole('button', { name: 'Try as a student' }).click();
    const exercise = page.getByRole('complementary', { name: 'Exercise' });
    await expect(exercise.getByRole('heading', { name: 'A shop that answers' })).toBeVisible(slow);
    await expect(page.getByTestId('author-tried')).toHaveAttribute('data-faults', '0', slow);
    await expect(exercise.locator('[data-state="met"]')).toHaveCount(0);
    await page.getByRole('button', { name: 'Back to the author' }).click();
  });

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    author.getByRole('button', { name: 'Export the file' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('shop.yaml');
  const file = info.outputPath('shop.yaml');
  await download.saveAs(file);
  expect(execFileSync('npm', ['run', '--silent', 'orrery', '--', 'check', file], { encoding: 'utf8' })).toBe(
    `${file}: ok\n`,
  );
});
