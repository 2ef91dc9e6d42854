import { expect, type Locator, test } from '@playwright/test';
import { open, speedUp } from './support.ts';

const slow = { timeout: 60_000 };

/** What a screen reader says where the keyboard is in a tree that keeps the focus itself. */
async function said(tree: Locator): Promise<string> {
  return await tree.evaluate(
    (element) =>
      document.getElementById(element.getAttribute('aria-activedescendant')!)?.getAttribute('aria-label') ?? '',
  );
}

test('each figure can be read and walked without seeing it', async ({ page }) => {
  await open(page, 'lose-a-worker');
  await speedUp(page, 2);

  await test.step('Control plane: who stands around the API server, and what they did last', async () => {
    await page.keyboard.press('2');
    const tree = page.getByRole('tree', { name: 'Control plane' });
    await expect(tree.getByRole('treeitem', { name: /^kube-scheduler/ })).toHaveCount(1, slow);
    await tree.focus();
    expect(await said(tree)).toMatch(/^kube-apiserver/);
    await page.keyboard.press('ArrowDown');
    expect(await said(tree)).toMatch(/^etcd/);
    await page.keyboard.press('Enter');
    await expect(page.locator('[data-component="etcd"]')).toHaveClass('comp on');
    await expect(tree.getByRole('treeitem', { name: /^etcd/ })).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('End');
    expect(await said(tree)).toMatch(/^node-/);
    await page.keyboard.press('Enter');
    await expect(tree.getByRole('treeitem', { name: /^node-/ }).last()).toHaveAttribute('aria-selected', 'true');
  });

  await test.step('Traffic: clients, Services and the Pods behind them, with rates', async () => {
    await page.keyboard.press('4');
    const tree = page.getByRole('tree', { name: 'Traffic' });
    await expect(tree.locator('[aria-level="2"]').first()).toHaveAttribute('aria-label', /req\/s/, slow);
    await tree.focus();
    expect(await said(tree)).toMatch(/req\/s.*, to /);
    await page.keyboard.press('End');
    expect(await said(tree)).toMatch(/^web \w{5}, Ready, node-.*req\/s/);
    await page.keyboard.press('ArrowLeft');
    expect(await said(tree)).toMatch(/ClusterIP/);
  });

  await test.step('Objects: a tree of owners', async () => {
    await page.keyboard.press('5');
    const tree = page.getByRole('tree', { name: 'Objects' });
    const owned = tree.getByRole('treeitem', { name: /^ReplicaSet .*owned by Deployment/ }).first();
    await expect(owned).toHaveAttribute('aria-level', '2', slow);
    await owned.focus();
    await page.keyboard.press('Enter');
    await expect(owned).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('ArrowLeft');
    await expect(tree.getByRole('treeitem', { name: /^Deployment/ }).first()).toBeFocused();
  });

  await test.step('Map: one cell after the other, of as many as there are', async () => {
    await page.keyboard.press('6');
    await expect(page.getByRole('listbox').getByRole('option')).toHaveText(/^node-1, .+ Pods?$/, slow);
  });

  await test.step('History: a row a lane, the selected one as in the other views', async () => {
    await page.keyboard.press('7');
    const row = page.getByRole('grid', { name: 'History' }).getByRole('row', { selected: true });
    await expect(row).toHaveAttribute('data-lane', /^ReplicaSet\//, slow);
    await expect(row.getByRole('gridcell')).toHaveAccessibleName(/^(well|not there yet), .+ by /);
  });
});
