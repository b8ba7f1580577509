"use client";

import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";

/** After a change of step the focus is at the new step's heading, so that it is read out and Tab goes on from there. */
export function StepFocus() {
	const pathname = usePathname();
	const shown = useRef(pathname);
	useEffect(() => {
		if (shown.current === pathname) return;
		shown.current = pathname;
		document.getElementById("step-heading")?.focus();
	}, [pathname]);
	return null;
}
