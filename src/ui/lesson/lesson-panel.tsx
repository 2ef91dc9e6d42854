import './lesson.css';
import { useEffect } from 'react';
import { lesson as words } from '../../language/en/lesson.ts';
import { ExercisePanel } from './exercise-panel.tsx';
import { followLecture } from './lecture.ts';
import { LecturePanel } from './lecture-panel.tsx';
import { textsOf, useRunLesson } from './lesson-store.ts';

/** Beside the views: what the scenario teaches. */
export default function LessonPanel() {
  const lesson = useRunLesson();
  useEffect(() => followLecture(), []);
  if (!lesson) return null;
  const texts = textsOf(lesson);
  const name = words(lesson.exercise ? 'exercise' : 'lecture');
  return (
    <aside className="lesson" aria-label={name}>
      {lesson.captions.length > 0 && <LecturePanel lesson={lesson} texts={texts} />}
      {lesson.exercise && <ExercisePanel exercise={lesson.exercise} texts={texts} />}
    </aside>
  );
}
