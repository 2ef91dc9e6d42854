import { words } from '../words.ts';

/** Links, files and frames that carry a run elsewhere. */
export const share = words('share', {
  title: 'Share this moment',
  says: 'Whoever opens the link sees the cluster as it is at {time}, with everything that led to it, and can go on from there. Nothing is stored anywhere: the link holds it all.',
  making: 'The link is being made.',
  link: 'Link',
  copy: 'Copy',
  copied: 'Copied',
  length: '{length, number} characters.',
  tooLong: '{length, number} characters: too long for most chats. Send the file instead.',
  qr: 'QR code of the link',
  save: 'Save as a file',
  openFile: 'Open a file…',
  notOpened: 'This link was not opened: {why}.',
  notALink: 'it is no link to a situation',
  newer: 'it was made by a newer version of kube-orrery',
  tooMuch: 'it holds too much',
  damaged: 'it is damaged; a part may be missing',
  noRun: 'it does not describe a run ({detail})',
  noScenario: 'its scenario {file} is not in this version of kube-orrery',
  otherScenario: 'its scenario {file} is another one in this version of kube-orrery',
});
