import { type ReactNode, useSyncExternalStore } from "react";
import { centreStories } from "./stories/centre.js";
import { jobStories } from "./stories/jobs.js";
import { preferenceStories } from "./stories/preferences.js";
import { primitiveStories } from "./stories/primitives.js";
import { statusStories } from "./stories/status.js";
import { toastStories } from "./stories/toasts.js";
import type { Story } from "./story.js";

const stories: readonly Story[] = [
  ...statusStories,
  ...toastStories,
  ...centreStories,
  ...jobStories,
  ...preferenceStories,
  ...primitiveStories,
];

function onHashChange(listener: () => void): () => void {
  addEventListener("hashchange", listener);
  return () => removeEventListener("hashchange", listener);
}

/** All stories but those that need the page for themselves; `#id` shows one of them alone. */
export function Storyboard(): ReactNode {
  const chosen = useSyncExternalStore(onHashChange, () => location.hash.slice(1));
  const alone = stories.find((story) => story.id === chosen);
  if (alone) return <Frame story={alone} />;
  return (
    <main data-belfry="" className="mx-auto flex max-w-4xl flex-col gap-8 p-6 text-base text-ink">
      <h1 className="text-xl font-semibold">Storyboard</h1>
      <nav aria-label="Stories">
        <ul className="flex flex-wrap gap-x-4">
          {stories.map((story) => (
            <li key={story.id}>
              <a href={`#${story.id}`} className="inline-block min-h-6 underline">
                {story.title}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {stories
        .filter((story) => !story.isWholePage)
        .map((story) => (
          <Frame key={story.id} story={story} />
        ))}
    </main>
  );
}

function Frame({ story }: { readonly story: Story }): ReactNode {
  return (
    <section data-belfry="" data-story={story.id} aria-labelledby={`${story.id}-title`} className="p-2 text-ink">
      <h2 id={`${story.id}-title`} className="mb-3 text-lg font-semibold">
        {story.title}
      </h2>
      <story.Show />
    </section>
  );
}
