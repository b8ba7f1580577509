import { configure } from "@testing-library/react";

// What is waited for is there in a moment; a machine that is busy with other work takes its time.
configure({ asyncUtilTimeout: 5_000 });
